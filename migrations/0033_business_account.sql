-- The provider names a number's business account beside every message: it is learned from there.
grant update (business_account_id) on channel_accounts to pasal_platform;
