-- Drivers have a menu on the keypad too, and a PIN for the money they hold.

alter table pin_changes drop constraint pin_changes_actor_kind_check;
alter table pin_changes add constraint pin_changes_actor_kind_check
  check (actor_kind in ('retailer', 'vendor', 'driver', 'operator', 'machine'));
