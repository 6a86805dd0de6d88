export const median = (numbers) => {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** What is kept of the rounds of one side: the median and how far they lie apart. */
export const summary = (rounds) => ({
  median: median(rounds),
  least: Math.min(...rounds),
  most: Math.max(...rounds),
});

export const round = (number, digits = 2) => Number(number.toFixed(digits));
