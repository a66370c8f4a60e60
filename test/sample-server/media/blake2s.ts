/** BLAKE2s without a key (RFC 7693), with the digest's length as a parameter, which Node's own does not have. */
export function blake2s(message: Uint8Array, length: number): Buffer {
  const state: number[] = [...initial];
  state[0] = ((state[0] ?? 0) ^ 0x01010000 ^ length) >>> 0;
  const blocks = Math.max(1, Math.ceil(message.length / blockSize));
  for (let block = 0; block < blocks; block++) {
    const padded = Buffer.alloc(blockSize);
    padded.set(message.subarray(block * blockSize, (block + 1) * blockSize));
    const isLast = block === blocks - 1;
    compress(state, padded, isLast ? message.length : (block + 1) * blockSize, isLast);
  }
  const digest = Buffer.alloc(state.length * 4);
  for (const [index, word] of state.entries()) digest.writeUInt32LE(word, index * 4);
  return digest.subarray(0, length);
}

const blockSize = 64;

const initial = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
] as const;

const orders = [
  "0123456789abcdef",
  "ea489fd61c02b753",
  "b8c052fdae367194",
  "7931dcbe265a40f8",
  "9057fc24be618d3a",
  "2c6a0b834d75fe19",
  "c51fed4a0763928b",
  "db7ec13950f4862a",
  "6fe9b308c2d714a5",
  "a2847615fb9e3cd0",
] as const;

const columnsAndDiagonals = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

/** Mixes one block into the state; `count`: how many bytes have been read with it. */
function compress(state: number[], block: Buffer, count: number, isLast: boolean): void {
  const words = new Uint32Array(16);
  words.set([...state, ...initial]);
  const at = (index: number): number => words[index] ?? 0;
  words[12] = at(12) ^ count;
  if (isLast) words[14] = ~at(14);
  const piece = (order: string, index: number): number =>
    block.readUInt32LE(Number.parseInt(order.charAt(index), 16) * 4);
  for (const order of orders) {
    for (const [index, [a, b, c, d]] of columnsAndDiagonals.entries()) {
      words[a] = at(a) + at(b) + piece(order, index * 2);
      words[d] = turned(at(d) ^ at(a), 16);
      words[c] = at(c) + at(d);
      words[b] = turned(at(b) ^ at(c), 12);
      words[a] = at(a) + at(b) + piece(order, index * 2 + 1);
      words[d] = turned(at(d) ^ at(a), 8);
      words[c] = at(c) + at(d);
      words[b] = turned(at(b) ^ at(c), 7);
    }
  }
  for (const [index, word] of state.entries()) state[index] = (word ^ at(index) ^ at(index + 8)) >>> 0;
}

function turned(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}
