/** Replies in English about standing orders. */
export const enStanding = {
  'recurring.title': '🔁 Your standing orders:',
  'recurring.weekly': '🔁 *Standing order {number}*, every {days}:',
  'recurring.monthly': '🔁 *Standing order {number}*, every month on day {day}:',
  'recurring.state':
    '{state, select, PAUSED {Paused: nothing is proposed.} other {Next on {time}. {how, select, ' +
    'itself {Ordered by itself, without asking you.} other {We show you the prices and order ' +
    'only after your yes.}}}}',
  'recurring.kept':
    '{was, select, opened {👍 Noted:} changed {👍 Changed:} pause {👍 Paused:} resume {👍 Goes on:} ' +
    'itself {👍 From now on it is ordered by itself:} other {👍 From now on you are asked first:}}',
  'recurring.stopped': 'Standing order {number} is stopped. Orders already placed go on.',
  'recurring.none': 'You have no standing order.',
  'recurring.how': 'To open one, write for example “every Sunday 2 bags jira masino”.',
  'recurring.which_day':
    'On which day? Please write it again with the day, for example “every Sunday 2 bags jira ' +
    'masino” or “every month on the 5th 10 kg sugar”.',
  'recurring.which_goods':
    'We are not sure what “{said}” means, so nothing was noted. Please write it again with the ' +
    'full name and a quantity.',
  'recurring.option': '• {name}',
  'recurring.due': '🔁 Your standing order {number}, at today’s prices:',
  'recurring.ordering': '🔁 It is the day of your standing order {number}.',
  'recurring.waits':
    '🔁 It is the day of your standing order {number}. Something else is open here, so nothing ' +
    'was added yet.',
  'recurring.nothing_sold': 'Nothing of your standing order is sold today, so nothing was ordered.',
  'recurring.so_already': 'That is so already, so nothing was changed.',
  'menu.standing': 'Standing orders',
  'button.standing_pause': 'Pause',
  'button.standing_resume': 'Go on',
  'button.standing_stop': 'Stop for good',
  'button.standing_itself': 'Without asking',
  'button.standing_ask': 'Ask me first',
  'button.standing_show': 'Standing {number}',
  'button.standing_add': 'Add to my basket',
  'day.0': 'Sunday',
  'day.1': 'Monday',
  'day.2': 'Tuesday',
  'day.3': 'Wednesday',
  'day.4': 'Thursday',
  'day.5': 'Friday',
  'day.6': 'Saturday',
  'refusal.no_standing':
    'We find no such standing order that is running. Write “standing orders” to see yours.',
  'refusal.which_standing': 'Which one? Please write its number, e.g. “pause standing order 1”.',
  'refusal.standing_many':
    'That would be more standing orders than one shop can have. Please stop one first.',
} as const;

/** The same keys in another language. */
export type StandingTexts = Readonly<Record<keyof typeof enStanding, string>>;
