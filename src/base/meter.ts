/** What the inner layers count; the composition root turns it into metrics. Never a phone or id. */
export interface Meter {
  /** One message acted on: by flow and what came of it; seconds the hop took. */
  turn(flow: string, outcome: 'done' | 'failed' | 'quarantined', seconds: number): void;
  /** One attempt to send: by class of the error policy; seconds since the reply was committed. */
  sent(outcome: string, seconds: number): void;
  /** One webhook answered: by HTTP status; seconds until the answer. */
  webhook(status: number, seconds: number): void;
  /** Due work done: an assignment, a deadline. */
  worked(topic: string, outcome: string): void;
}
