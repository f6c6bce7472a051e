-- What a retailer was understood to mean: learned from an answer to a question, once the order with
-- that line was confirmed. Read by every turn of the retailer, so the key holds the product too.
create table learned_phrases (
  town_id uuid not null,
  retailer_id uuid not null,
  -- The words as language keys them: spelling keys, sizes, and the unit behind a %.
  phrase text not null check (phrase <> ''),
  product_id uuid not null,
  -- As typed when it was learned last: keys are not for reading.
  said text not null,
  -- How often in a row it was chosen for these words.
  times integer not null default 1 check (times > 0),
  learned_at timestamptz not null,
  primary key (town_id, retailer_id, phrase) include (product_id),
  foreign key (town_id, retailer_id) references parties (town_id, id),
  foreign key (town_id, product_id) references town_products (town_id, product_id)
);
call isolate_by_town('learned_phrases');
grant select, insert, delete on learned_phrases to pasal_app;
grant update (product_id, said, times, learned_at) on learned_phrases to pasal_app;

-- Which products a retailer ordered. A turn reads the newest by the index, however many there are.
create table purchase_history (
  town_id uuid not null,
  retailer_id uuid not null,
  product_id uuid not null,
  times integer not null default 1 check (times > 0),
  last_at timestamptz not null,
  primary key (town_id, retailer_id, product_id),
  foreign key (town_id, retailer_id) references parties (town_id, id),
  foreign key (town_id, product_id) references town_products (town_id, product_id)
);
call isolate_by_town('purchase_history');
create index purchase_history_newest
  on purchase_history (town_id, retailer_id, last_at desc, product_id);
grant select, insert on purchase_history to pasal_app;
grant update (times, last_at) on purchase_history to pasal_app;

-- Every question that was asked about words, and what became of it: which words a town lacks.
create table clarifications (
  town_id uuid not null,
  conversation_id uuid not null,
  -- The question's name in its conversation.
  id text not null,
  -- Empty where no words named a product.
  phrase text not null,
  said text not null,
  -- The doubt; a new one must not make a turn fail, so that no list stands here.
  why text not null,
  options smallint not null check (options >= 0),
  asked_at timestamptz not null,
  -- Null while nobody answered.
  outcome text check (outcome in ('chosen', 'none', 'dropped', 'rewritten')),
  product_id uuid references products (id),
  answered_at timestamptz,
  primary key (town_id, conversation_id, id),
  foreign key (town_id, conversation_id) references sessions (town_id, conversation_id),
  check ((outcome is null) = (answered_at is null)),
  check ((outcome is not distinct from 'chosen') = (product_id is not null))
);
call isolate_by_town('clarifications');
create index clarifications_by_phrase on clarifications (town_id, phrase, asked_at);
grant select, insert on clarifications to pasal_app;
grant update (outcome, product_id, answered_at) on clarifications to pasal_app;

create function guard_outcome() returns trigger language plpgsql as $$
begin
  raise exception 'the question % has its outcome: % refused', old.id, tg_op using errcode = 'PA004';
end $$;
create trigger guard_outcome before update on clarifications
  for each row when (old.outcome is not null) execute function guard_outcome();

-- How sure the machine was of a line, in thousandths; null where no words were read.
alter table order_lines add column confidence smallint check (confidence between 0 and 1000);
