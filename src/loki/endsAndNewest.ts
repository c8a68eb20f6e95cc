/** How often a refresh of a range asks Loki to count if the rest is kept: its newest part, and the buckets that it cuts. */
export const ENDS_AND_NEWEST = 3;
