/**
 * Why a message was not delivered, as the number that a send would have been refused with, so that
 * both stand in one column. Source: docs.africastalking.com/sms/deliveryreports; names that have
 * no such number get one of the 600s, which the provider does not use.
 */
export const AT_FAILURES: ReadonlyMap<string, number> = new Map([
  ['insufficientcredit', 405],
  ['userinblacklist', 406],
  ['userdoesnotexist', 403],
  ['notnetworksubscriber', 407],
  ['invalidlinkid', 601],
  ['userisinactive', 602],
  ['useraccountsuspended', 603],
  ['usernotsubscribedtoproduct', 604],
  ['deliveryfailure', 605],
]);
