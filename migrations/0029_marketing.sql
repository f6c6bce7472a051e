-- Who wants no advertising of us, by the provider's own switch. Orders and their news are none.

-- Each word as it came, to be shown to whoever asks; the last one counts.
create table marketing_choices (
  town_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  choice text not null check (choice in ('stop', 'resume')),
  -- The message of the provider that said so.
  inbox_id uuid not null,
  -- By the provider's clock: words may overtake each other on their way here.
  chosen_at timestamptz not null,
  primary key (town_id, id),
  unique (town_id, inbox_id),
  foreign key (town_id, inbox_id) references inbox (town_id, id)
);
call isolate_by_town('marketing_choices');
call make_append_only('marketing_choices');
create index marketing_choices_of_conversation
  on marketing_choices (town_id, conversation_id, chosen_at);
grant select, insert on marketing_choices to pasal_app;
