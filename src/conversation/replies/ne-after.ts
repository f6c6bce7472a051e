import type { AfterTexts } from './en-after.js';

/** Replies in Nepali about what comes after a delivery. */
export const neAfter: AfterTexts = {
  'dispute.which_order': 'माफ गर्नुहोस्। कुन अर्डरको कुरा हो?',
  'dispute.order_row': '{n}. {number}, {time} मा आएको',
  'dispute.which_line': 'माफ गर्नुहोस्। अर्डर नं. {number} को कुन सामान?',
  'dispute.line_row': '{n}. {name}, {quantity}',
  'dispute.how_many': '*{name}* कति? {quantity} सम्म टिप्न मिल्छ। सङ्ख्या लेख्नुहोस्।',
  'dispute.which_problem': '{quantity} *{name}* मा के बिग्रियो?',
  'dispute.problem_row': '{n}. {problem}',
  'problem.missing': 'कम आयो',
  'problem.damaged': 'बिग्रेको वा फुटेको',
  'problem.expired': 'म्याद सकिएको',
  'problem.wrong': 'अर्कै सामान आयो',
  'problem.other': 'अर्कै कुरा',
  'dispute.line': '• {quantity} {name}: {problem}',
  'dispute.opened': 'अर्डर नं. {number} मा टिपियो। {vendor} लाई सोध्दै छौं:',
  'dispute.answer_by': '{time} सम्म खबर दिन्छौं; जवाफ नआए हाम्रो कार्यालयले टुङ्गो लगाउँछ।',
  'dispute.for_vendor': '⚠️ अर्डर नं. {number} बारे {retailer} भन्नुहुन्छ:',
  'dispute.said': '“{said}”',
  'dispute.vendor_by': 'कृपया {time} सम्म जवाफ दिनुहोस्; त्यसपछि कार्यालयले टुङ्गो लगाउँछ।',
  'dispute.vendor_how': 'मञ्जुर गरे त्यति रकम घट्छ। केही मात्र मान्ने भए “1 मात्र” जस्तो लेख्नुहोस्।',
  'dispute.how_many_given': 'कति मञ्जुर छ? {quantity} {name} मागिएको हो।',
  'dispute.how_many_bare': 'कति मञ्जुर छ?',
  'dispute.open': 'अर्डर नं. {number} बारे तपाईंको जवाफ पर्खिएको छ:',
  'dispute.open_title': 'यी बारे तपाईंको जवाफ पर्खिएको छ:',
  'dispute.open_row': '{number}: {quantity} {name}',
  'dispute.you_agreed': '✅ अर्डर नं. {number} मिलियो: {quantity} {name}। तपाईंलाई {cost} कम तिरिन्छ।',
  'dispute.you_agreed_above':
    '✅ अर्डर नं. {number} मा तपाईं मञ्जुर, टिपियो। रकम ठूलो भएकाले कार्यालयले पक्का गर्छ।',
  'dispute.you_gave_part':
    'अर्डर नं. {number} मा टिपियो: {quantity} {name} मञ्जुर। अब कार्यालयले टुङ्गो लगाउँछ।',
  'dispute.you_refused':
    'अर्डर नं. {number} मा टिपियो: {name} मा तपाईं मञ्जुर हुनुहुन्न। अब कार्यालयले टुङ्गो लगाउँछ।',
  'dispute.vendor_says':
    '{answer, select, agreed {अर्डर नं. {number} को {name} मा {vendor} मञ्जुर छ। रकम ठूलो भएकाले ' +
    'कार्यालयले पक्का गर्छ।} part {अर्डर नं. {number} को {name} मा {vendor} ले {quantity} मान्यो। अब ' +
    'कार्यालयले टुङ्गो लगाउँछ।} refused {अर्डर नं. {number} को {name} मा {vendor} मञ्जुर छैन। अब ' +
    'कार्यालयले टुङ्गो लगाउँछ।} other {अर्डर नं. {number} को {name} बारे {vendor} ले जवाफ दिएन। अब ' +
    'कार्यालयले टुङ्गो लगाउँछ।}} हामी खबर गर्छौं।',
  'dispute.decided':
    '✅ अर्डर नं. {number}: {by, select, vendor {बिक्रेता मञ्जुर छ।} other {कार्यालयले टुङ्गो ' +
    'लगायो।}} {quantity} {name} को {credit} कटियो।',
  'dispute.decided_nothing': 'अर्डर नं. {number}: {name} को केही नकट्ने कार्यालयको टुङ्गो भयो।',
  'dispute.in_wallet': '💰 तपाईंले तिरिसक्नुभएकाले {amount} हामीसँग तपाईंकै पैसा भएर रह्यो।',
  'dispute.in_cash': '💵 तपाईंले तिरिसक्नुभएकाले कार्यालयले {amount} नगद फिर्ता दिन्छ।',
  'dispute.reason': '“{reason}”',
  'dispute.lapsed': 'अर्डर नं. {number} को {name} बारे जवाफ दिने समय सकियो। अब कार्यालयले टुङ्गो लगाउँछ।',
  'dispute.ruled':
    'अर्डर नं. {number} मा कार्यालयको टुङ्गो: {quantity} {name} दिने। तपाईंलाई {cost} कम तिरिन्छ।',
  'dispute.ruled_nothing': 'अर्डर नं. {number} मा कार्यालयको टुङ्गो: {name} को केही नदिने।',
  'money.returned':
    '{as, select, cash {💵 अर्डर नं. {number} को {amount} तपाईंलाई नगद फिर्ता भयो।} other {💰 अर्डर ' +
    'नं. {number} को {amount} हामीसँग तपाईंकै पैसा भएर रह्यो।}}',

  'button.order_number': 'अर्डर {number}',
  'button.all_of_it': 'सबै',
  'button.missing': 'कम आयो',
  'button.damaged': 'बिग्रेको, फुटेको',
  'button.expired': 'म्याद सकिएको',
  'button.wrong': 'अर्कै सामान',
  'button.other': 'अर्कै कुरा',
  'button.agree': 'मञ्जुर छ',
  'button.part_of_it': 'केही मात्र',
  'button.refuse_it': 'मञ्जुर छैन',
  'button.agree_number': 'मञ्जुर {number}',
  'button.refuse_number': 'हुन्न {number}',

  'refusal.nothing_arrived': 'माफ गर्नुहोस्। हालको कुनै अर्डर तपाईंकहाँ आएको छैन; कार्यालयमा फोन गर्नुहोस्।',
  'refusal.not_arrived': 'त्यो नम्बरको तपाईंको कुनै अर्डर आएको छैन। नम्बर हेर्नुहोस्।',
  'refusal.dispute_late': 'त्यो अर्डर आएको धेरै भयो। कृपया कार्यालयमा फोन गर्नुहोस्।',
  'refusal.not_in_arrived': 'हाल आएको अर्डरमा त्यो सामान थिएन। केही टिपिएको छैन।',
  'refusal.disputed_already': 'त्यो सबै टिपिसकिएको छ। हामी खबर गर्छौं।',
  'refusal.dispute_more': 'त्यो मिल्नेभन्दा बढी हो। केही टिपिएको छैन।',
  'dispute.at_most': 'अर्डर नं. {number} को *{name}* मा {quantity} टिप्न मिल्छ। कति?',
  'dispute.at_most_none': 'अर्डर नं. {number} को *{name}* सबै टिपिसकिएको छ।',
  'refusal.no_open_dispute': 'त्यस बारे तपाईंको जवाफ कसैले पर्खेको छैन।',
  'refusal.which_dispute': 'कुनचाहिँ?',
  'refusal.dispute_closed': 'त्यो टुङ्गिसक्यो, वा कार्यालयले हेर्दै छ।',
};
