/** A part of the address that cannot be used. */
export interface UrlFault {
  param: string;
  /** As it stands in the address: `f=abc`. */
  text: string;
  /** What is wrong with it, what to write instead, and what the page does now. */
  advice: string;
}

const LONGEST = 60;

export function urlFault(param: string, value: string, advice: string): UrlFault {
  const short = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  return { param, text: `${param}=${short}`, advice };
}
