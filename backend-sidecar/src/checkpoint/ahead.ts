import * as z from 'zod';

const AHEAD = z.object({
  ahead: z.record(z.string(), z.string().regex(/^\d+$/)),
  behind: z.array(z.string()),
});

/** What a checkpoint says of tenants: all but those that are behind have everything up to these versions. */
export type Ahead = z.infer<typeof AHEAD>;

const NONE: Ahead = { ahead: {}, behind: [] };

export const aheadOf = (value: unknown): Ahead => AHEAD.safeParse(value).data ?? NONE;
