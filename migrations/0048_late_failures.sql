-- A message that was accepted and failed afterwards goes back among those that leave, where that
-- helps: by whoever stores the provider's word.
grant insert on outbox_queue to pasal_platform;
