import { plainWords } from './plain-words.js';

/**
 * The words by which a phone stops short messages and begins them again. They count only as a
 * whole message, in any letter case and with any sign behind them: "stop standing order 1" is
 * something else. STOP and its English kin are what networks and the GSMA ask every sender to
 * obey; the others are how the same is said. Words that mean an order ("cancel") are not here.
 */

const STOP: Readonly<Record<string, readonly string[]>> = {
  en: ['stop', 'stop all', 'stopall', 'stop sms', 'stop messages', 'unsubscribe', 'opt out'],
  ne: ['रोक', 'रोक्नुहोस्', 'सन्देश बन्द', 'सन्देश बन्द गर्नुहोस्', 'मेसेज बन्द', 'एसएमएस बन्द'],
  'ne-Latn': ['rok', 'roka', 'roknus', 'roknuhos', 'sandesh banda', 'message banda', 'sms banda'],
  hi: ['रोको', 'रोकें', 'मैसेज बंद', 'मैसेज बंद करो', 'संदेश बंद करें'],
  'hi-Latn': ['roko', 'message band', 'message band karo', 'sms band karo'],
  bn: ['থামুন', 'থামান', 'মেসেজ বন্ধ', 'মেসেজ বন্ধ করুন'],
  'bn-Latn': ['thamun', 'thaman', 'message bondho', 'message bondho korun'],
  // Not "acha" alone: in Nepal and India that is "fine".
  sw: ['simamisha', 'sitisha', 'acha kutuma', 'acha ujumbe'],
  fr: ['arret', 'arreter', 'arretez', 'stop sms'],
  pcm: ['stop am', 'no send again', 'no send me message again'],
  ha: ['tsaya', 'dakata'],
  yo: ['duro', 'dúró'],
};

const START: Readonly<Record<string, readonly string[]>> = {
  en: ['start', 'unstop', 'start sms', 'start messages', 'subscribe', 'resume', 'opt in'],
  ne: ['सुरु', 'सुरु गर्नुहोस्', 'सन्देश सुरु'],
  'ne-Latn': ['suru', 'suru garnus', 'suru garnuhos', 'sandesh suru'],
  hi: ['शुरू', 'शुरू करो', 'चालू करो'],
  'hi-Latn': ['shuru', 'shuru karo', 'chalu karo'],
  bn: ['শুরু', 'শুরু করুন', 'চালু করুন'],
  'bn-Latn': ['shuru korun', 'chalu korun'],
  sw: ['anza', 'anza tena', 'endelea'],
  fr: ['reprendre', 'reprenez', 'commencer'],
  pcm: ['start am', 'start again', 'send again'],
  ha: ['fara', 'ci gaba'],
  yo: ['bere', 'bẹrẹ'],
};

const MEANING: ReadonlyMap<string, 'stop' | 'start'> = new Map([
  ...Object.values(STOP).flatMap((words) =>
    words.map((word) => [plainWords(word), 'stop'] as const),
  ),
  ...Object.values(START).flatMap((words) =>
    words.map((word) => [plainWords(word), 'start'] as const),
  ),
]);

/** What a whole message says of short messages themselves; undefined where it says nothing. */
export function readStopWord(text: string): 'stop' | 'start' | undefined {
  return MEANING.get(plainWords(text));
}
