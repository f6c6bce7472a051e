-- How a party wants to hear of what they did not ask for; null: wherever they last wrote.
alter table parties
  add column news_channel text check (news_channel in ('whatsapp', 'sms'));
grant update (news_channel) on parties to pasal_app;
