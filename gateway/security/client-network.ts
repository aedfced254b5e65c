/** The network that a provider gives to one customer: an IPv4 address, or the first half of an IPv6 address (/64). */
export function networkOf(address: string): string {
  // An IPv4 address may come in the form of an IPv6 address.
  if (address.includes('.')) return address;
  const [left = [], right] = address.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = right === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...(right ?? [])];
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
