import type { StandingTexts } from './en-standing.js';

/** Replies in romanised Nepali about standing orders. */
export const neLatnStanding: StandingTexts = {
  'standing.title': '🔁 Tapai ka niyamit order:',
  'standing.weekly': '🔁 *Niyamit order {number}*, harek {days}:',
  'standing.monthly': '🔁 *Niyamit order {number}*, harek mahina {day} tarikh:',
  'standing.state':
    '{state, select, PAUSED {Rokieko chha: kehi pathaidaina.} other {Aba {time} ma. {how, select, ' +
    'itself {Nasodhi afai order hunchha.} other {Bhau dekhauchhau, tapai le hunchha bhanepachhi ' +
    'matra order hunchha.}}}}',
  'standing.kept':
    '{was, select, opened {👍 Tipiyo:} changed {👍 Feriyo:} pause {👍 Rokiyo:} resume {👍 Feri suru ' +
    'bhayo:} itself {👍 Aba dekhi nasodhi afai order hunchha:} other {👍 Aba dekhi pahile tapai ' +
    'lai sodhchhau:}}',
  'standing.stopped': 'Niyamit order {number} banda bhayo. Bhaisakeka order yathabat chhan.',
  'standing.none': 'Tapai ko niyamit order chhaina.',
  'standing.how': 'Suru garna lekhnuhos, jastai “har aitabar 2 bora jira masino”.',
  'standing.which_day':
    'Kun din? Din sahit feri lekhnuhos, jastai “har aitabar 2 bora jira masino” wa “har mahina 5 ' +
    'tarikh 10 kg chini” (angreji tarikh).',
  'standing.which_goods':
    '“{said}” bhaneko kun saman ho bujhenau, kehi tipieko chhaina. Pura nam ra pariman sahit feri ' +
    'lekhnuhos.',
  'standing.option': '• {name}',
  'standing.due': '🔁 Tapai ko niyamit order {number}, aaja ko bhau ma:',
  'standing.ordering': '🔁 Aaja tapai ko niyamit order {number} ko din ho.',
  'standing.waits':
    '🔁 Aaja tapai ko niyamit order {number} ko din ho. Yaha aru kura khula bhayeko le ajhai kehi ' +
    'thapieko chhaina.',
  'standing.nothing_sold':
    'Tapai ko niyamit order ko kunai saman aaja bikri hudaina, kehi order bhayena.',
  'standing.so_already': 'Pahile dekhi nai yastai chha, kehi ferieko chhaina.',
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
