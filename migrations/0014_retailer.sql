-- What a retailer says beside goods, and what becomes of an order after it came.

-- When and how it is to be brought, in the retailer's own words; empty where nothing was said.
-- Kept with the basket, then with the order, where vendor and driver see it.
alter table baskets
  add column wished_time text not null default '',
  add column delivery_note text not null default '';
grant update (wished_time, delivery_note) on baskets to pasal_app;
alter table orders
  add column wished_time text not null default '',
  add column delivery_note text not null default '',
  -- Whether something else may be sent where a product is missing: as the retailer had chosen
  -- when the order was placed.
  add column substitutes text not null default 'ask'
    check (substitutes in ('ask', 'allow', 'never'));
grant update (wished_time, delivery_note) on orders to pasal_app;

alter table retailer_preferences
  alter column part_choice set default 'ask',
  add column substitutes text not null default 'ask'
    check (substitutes in ('ask', 'allow', 'never'));
grant update (substitutes) on retailer_preferences to pasal_app;

-- However an order is born, of a basket or as the rest of another order, its wishes come with it.
create function take_wishes() returns trigger language plpgsql as $$
begin
  if new.parent_id is null then
    select b.wished_time, b.delivery_note into new.wished_time, new.delivery_note
      from baskets b where b.town_id = new.town_id and b.id = new.basket_id;
    new.substitutes := coalesce((select p.substitutes from retailer_preferences p
      where p.town_id = new.town_id and p.retailer_id = new.retailer_id), 'ask');
  else
    select d.wished_time, d.delivery_note, d.substitutes
      into new.wished_time, new.delivery_note, new.substitutes
      from orders d where d.town_id = new.town_id and d.id = new.parent_id;
  end if;
  return new;
end $$;
create trigger take_wishes before insert on orders
  for each row execute function take_wishes();

-- Who changed how the town wants things, and why.
create table town_setting_changes (
  town_id uuid not null references towns (id),
  id uuid not null,
  changed_by text not null,
  reason text not null,
  -- The documents as stored: what is left out has its default.
  before jsonb not null,
  after jsonb not null,
  changed_at timestamptz not null,
  primary key (town_id, id)
);
call isolate_by_town('town_setting_changes');
call make_append_only('town_setting_changes');
grant select, insert on town_setting_changes to pasal_app;
