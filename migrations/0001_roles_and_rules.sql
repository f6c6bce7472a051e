-- Group roles are cluster-wide while this runs per database: two databases migrated at once must
-- not fail over them.
do $$ begin create role pasal_app nologin noinherit nosuperuser nobypassrls;
exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role pasal_platform nologin noinherit nosuperuser nobypassrls;
exception when duplicate_object or unique_violation then null; end $$;

revoke create on schema public from public;
grant usage on schema public to pasal_app, pasal_platform;

-- The town a transaction entered; null outside of one, so that every policy then refuses.
create function current_town() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.town_id', true), '')::uuid $$;

-- Behind append-only tables: refuses everyone, the owner included.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'PA001';
end $$;

create procedure make_append_only(target regclass) language plpgsql as $$
begin
  execute format('create trigger refuse_change before update or delete on %s
    for each row execute function refuse_change()', target);
  execute format('create trigger refuse_truncate before truncate on %s
    for each statement execute function refuse_change()', target);
  execute format('revoke update, delete, truncate on %s from public, pasal_app, pasal_platform',
    target);
end $$;

-- Row-level security by town, forced so that the owner too sees only the town it entered.
create procedure isolate_by_town(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy town on %s using (town_id = current_town())
    with check (town_id = current_town())', target);
end $$;
