import type { InboundTexts } from './en-inbound.js';

/** Replies in romanised Nepali about what arrives beside words. */
export const neLatnInbound: InboundTexts = {
  'changed.cart':
    '⚠️ {name}: tapai ko WhatsApp cart ma {before} thiyo, hamro bhau prati {unit} {after} ho',
  'message.changed':
    '{how, select, edited {Tapai le aghillo sandesh phernubhayo.} other {Tapai le aghillo ' +
    'sandesh metaunubhayo.}} Pahile lekheko kaam bhaisakeko chha ra tyahi kayam chha; dohoro ' +
    'kehi bhayeko chhaina. Arkai kura chahie naya sandesh ma lekhnuhos.',
  'person.called':
    '{why, select, misunderstood {Maaf garnuhos, ajhai bujhna sakiyena; kehi ferieko chhaina.} ' +
    'other {Hunchha.}} 👤 Hamro karyalaya ko manchhe le tapai lai yahi lekhnechhan. Tyatinjel ' +
    'yaha pahile jastai chalaunuhos.',
  'person.called_already':
    '👤 Tapai manchhe parkhirahanubhayeko kura karyalaya lai bhanisakieko chha. Tyatinjel ' +
    'yaha pahile jastai chalaunuhos.',
  'office.took':
    '👤 Aba hamro karyalaya ko manchhe le yaha padhera jawaf dinuhunchha. Uha ko kaam ' +
    'nasakiyesamma yaha lekheko wa thicheko kura le aafai kehi hudaina.',
  'office.handed_back':
    '👤 Karyalaya ko kura sakiyo. Aba pheri pahile jastai machine le jawaf dinchha.',
  'office.late':
    'Maaf garnuhos, hamro karyalaya ma kasaile ajhai tapai ko kura herna bhyayeko chhaina. ' +
    'Kura khula nai chha, uhaharu lai pheri samjhaieko chha. Hatar bhaye karyalaya ma phone ' +
    'garnuhos.',
  'office.left':
    'Maaf garnuhos, dherai ber dekhi karyalaya bata jawaf aayena. Tapai ko kura arko manchhe ' +
    'ka lagi khula chha; tyatinjel pheri machine le jawaf dinchha.',
  'office.closed':
    '👤 Hamro karyalaya le tapai ko kura tungyayo. Ajhai kehi baki bhaye “manchhe” lekhnuhos.',
  'media.kept':
    '{media, select, audio {🎤 Tapai ko awaj ko sandesh} image {🖼 Tapai ko photo} video ' +
    '{🎬 Tapai ko video} other {📎 Tapai ko file}} hamro karyalaya le paunchha ra tapai lai ' +
    'yahi lekhchha. Yas bata kehi order hudaina wa feridaina; akshar ma lekhe chhito hunchha.',
  'office.media_lost':
    'Maaf garnuhos, tapai le pathaunubhayeko euta kura (photo, awaj wa file) aaipugena, ' +
    'karyalaya le dekheko chhaina. Kripaya pheri pathaunuhos wa akshar ma lekhnuhos.',
  'office.media_too_large':
    'Maaf garnuhos, tapai le pathaunubhayeko file nikai thulo chha, karyalaya le dekheko ' +
    'chhaina. Kripaya sano pathaunuhos wa akshar ma lekhnuhos.',
  'identity.review':
    'Hamile chineko pasal yo number ma sareko WhatsApp le bhaneko chha. Sachchai tapai nai ho ' +
    'ki bhanera hamro karyalaya le sodhnechha; tyatinjel yaha bata order hudaina. Yahi khabar ' +
    'aaunchha.',
  'identity.stated':
    '✅ Dhanyabad. Yo number tapai kai ho ki bhanera karyalaya le herchha ra yahi khabar ' +
    'garchha. Tyatinjel udharo ma order garna mildaina.',
  'identity.linked': '✅ Karyalaya le tapai ko number jachyo: aba tapai ko khata ma jodieko chha.',
  'identity.dismissed':
    'Yo number hamro kunai khata ko ho bhanera karyalaya le pakka garna sakena, tyasaile ' +
    'jodiena. Galat bhaye karyalaya ma phone garnuhos.',
  'told.lines_left': '({n, plural, one {aru # line} other {aru # line}}: “aru” lekhnuhos)',
};
