const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** `1,284` */
export const number = (value: number) => plain.format(value);

/** `1.3K`: where there is little room. */
export const shortNumber = (value: number) => (value < 10_000 ? plain.format(value) : short.format(value));
