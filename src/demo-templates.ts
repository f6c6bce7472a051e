/**
 * Templates of a demo town as Meta might have approved them: one of each meaning in each language
 * of our replies, for whoever has not written for a day. Romanised Nepali is registered as English,
 * since Meta has no name for it. As one statement; in: the town's id, the time.
 */
export const SEED_TEMPLATES = `
  insert into templates (town_id, id, meaning, name, language, written_in, category, status,
    quality, body, parameters, buttons, changed_at)
  select $1, gen_random_uuid(), m.meaning, m.meaning || l.ending, l.language, l.written_in,
    case m.meaning when 'campaign' then 'MARKETING' else 'UTILITY' end, 'APPROVED', 'UNKNOWN',
    l.body, '{town,words}', '{}', $2
  from (values ('order'), ('question'), ('offer'), ('job'), ('account'), ('reminder'),
      ('campaign')) as m(meaning),
    (values ('_news', 'en', 'en', 'From {{1}}: {{2}} Answer here to go on.'),
      ('_news', 'ne', 'ne', 'पसल {{1}} बाट: {{2}} जवाफ यहीँ लेख्नुहोस्।'),
      ('_news_latn', 'en', 'ne-Latn', 'Pasal {{1}} bata: {{2}} Jawaf yahi lekhnuhos.'))
      as l(ending, language, written_in, body)
  on conflict do nothing`;
