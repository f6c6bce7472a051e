import type { StandingTexts } from './en-standing.js';

/** Replies in romanised Nepali about standing orders. */
export const neLatnStanding: StandingTexts = {
  'recurring.title': '🔁 Tapai ka niyamit order:',
  'recurring.weekly': '🔁 *Niyamit order {number}*, harek {days}:',
  'recurring.monthly': '🔁 *Niyamit order {number}*, harek mahina {day} tarikh:',
  'recurring.state':
    '{state, select, PAUSED {Rokieko chha: kehi pathaidaina.} other {Aba {time} ma. {how, select, ' +
    'itself {Nasodhi afai order hunchha.} other {Bhau dekhauchhau, tapai le hunchha bhanepachhi ' +
    'matra order hunchha.}}}}',
  'recurring.kept':
    '{was, select, opened {👍 Tipiyo:} changed {👍 Feriyo:} pause {👍 Rokiyo:} resume {👍 Feri suru ' +
    'bhayo:} itself {👍 Aba dekhi nasodhi afai order hunchha:} other {👍 Aba dekhi pahile tapai ' +
    'lai sodhchhau:}}',
  'recurring.stopped': 'Niyamit order {number} banda bhayo. Bhaisakeka order yathabat chhan.',
  'recurring.none': 'Tapai ko niyamit order chhaina.',
  'recurring.how': 'Suru garna lekhnuhos, jastai “har aitabar 2 bora jira masino”.',
  'recurring.which_day':
    'Kun din? Din sahit feri lekhnuhos, jastai “har aitabar 2 bora jira masino” wa “har mahina 5 ' +
    'tarikh 10 kg chini” (angreji tarikh).',
  'recurring.which_goods':
    '“{said}” bhaneko kun saman ho bujhenau, kehi tipieko chhaina. Pura nam ra pariman sahit feri ' +
    'lekhnuhos.',
  'recurring.option': '• {name}',
  'recurring.due': '🔁 Tapai ko niyamit order {number}, aaja ko bhau ma:',
  'recurring.ordering': '🔁 Aaja tapai ko niyamit order {number} ko din ho.',
  'recurring.waits':
    '🔁 Aaja tapai ko niyamit order {number} ko din ho. Yaha aru kura khula bhayeko le ajhai kehi ' +
    'thapieko chhaina.',
  'recurring.nothing_sold':
    'Tapai ko niyamit order ko kunai saman aaja bikri hudaina, kehi order bhayena.',
  'recurring.so_already': 'Pahile dekhi nai yastai chha, kehi ferieko chhaina.',
  'menu.standing': 'Niyamit order',
  'button.standing_pause': 'Rokne',
  'button.standing_resume': 'Feri suru',
  'button.standing_stop': 'Banda garne',
  'button.standing_itself': 'Nasodhi pathaunus',
  'button.standing_ask': 'Malai sodhnuhos',
  'button.standing_show': 'Niyamit {number}',
  'button.standing_add': 'Tokari ma thapne',
  'day.0': 'aitabar',
  'day.1': 'sombar',
  'day.2': 'mangalbar',
  'day.3': 'budhabar',
  'day.4': 'bihibar',
  'day.5': 'sukrabar',
  'day.6': 'sanibar',
  'refusal.no_standing': 'Tyasto chalu niyamit order bhetiyena. Herna “niyamit order” lekhnuhos.',
  'refusal.which_standing': 'Kun chai? Number lekhnuhos, jastai “niyamit order 1 rokne”.',
  'refusal.standing_many':
    'Euta pasal ko yo bhanda badhi niyamit order hudaina. Pahile euta banda garnuhos.',
};
