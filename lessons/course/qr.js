// A QR code of a short text: byte mode, level L, versions 1 to 5 (one block), mask 0 (a reader takes any mask).
const QR_SIZES = [[19, 7], [34, 10], [55, 15], [80, 20], [108, 26]];
const QR_FORMAT = "111011111000100"; // level L, mask 0

function qrProduct(a, b) {
  let product = 0;
  for (; b; b >>= 1, a = (a << 1) ^ (a & 128 ? 285 : 0)) if (b & 1) product ^= a;
  return product;
}
// the rest of a division of polynomials over the field of 256 elements: what mends a damaged code
function qrRest(data, count) {
  let divisor = [1];
  for (let n = 0, root = 1; n < count; n += 1, root = qrProduct(root, 2)) {
    const next = [...divisor, 0];
    divisor.forEach((part, at) => { next[at + 1] ^= qrProduct(part, root); });
    divisor = next;
  }
  const rest = [...data, ...Array(count).fill(0)];
  data.forEach((_, at) => { const lead = rest[at]; divisor.forEach((part, n) => { rest[at + n] ^= qrProduct(part, lead); }); });
  return rest.slice(data.length);
}
function qrBytes(text, room) {
  const bytes = [...new TextEncoder().encode(text)];
  // four bits for the mode and eight for the length: every byte is shifted by half of one
  const whole = [64 | bytes.length >> 4, ...bytes.map((byte, at) => ((at ? bytes[at - 1] : bytes.length) << 4 & 255) | byte >> 4), bytes[bytes.length - 1] << 4 & 255];
  for (let n = 0; whole.length < room; n += 1) whole.push(n % 2 ? 17 : 236);
  return whole;
}
// rows of true (dark) and false; nothing where the text is too long
function qr(text) {
  const version = QR_SIZES.findIndex(([room]) => text.length + 2 <= room) + 1;
  if (!version) return null;
  const [room, count] = QR_SIZES[version - 1], size = 17 + 4 * version;
  const grid = Array.from({ length: size }, () => Array(size).fill(null));
  const set = (row, column, dark) => { if (row >= 0 && column >= 0 && row < size && column < size) grid[row][column] = Boolean(dark); };
  const square = (row, column, reach, dark) => {
    for (let y = -reach; y <= reach; y += 1) for (let x = -reach; x <= reach; x += 1) set(row + y, column + x, dark(Math.max(Math.abs(x), Math.abs(y))));
  };
  for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]]) square(row, column, 4, (far) => far !== 2 && far !== 4);
  for (let at = 8; at < size - 8; at += 1) { set(6, at, at % 2 === 0); set(at, 6, at % 2 === 0); }
  if (version > 1) square(size - 7, size - 7, 2, (far) => far !== 1);
  [...QR_FORMAT].forEach((bit, n) => {
    const dark = bit === "1";
    set(...(n < 6 ? [8, n] : n < 8 ? [8, n + 1] : n === 8 ? [7, 8] : [14 - n, 8]), dark);
    set(...(n < 7 ? [size - 1 - n, 8] : [8, size - 15 + n]), dark);
  });
  set(size - 8, 8, true);
  const data = qrBytes(text, room), stream = [...data, ...qrRest(data, count)];
  let bit = 0, up = true;
  for (let right = size - 1; right > 0; right -= 2, up = !up) {
    if (right === 6) right -= 1;
    for (let n = 0; n < size; n += 1) for (const column of [right, right - 1]) {
      const row = up ? size - 1 - n : n;
      if (grid[row][column] !== null) continue;
      const dark = stream[bit >> 3] >> (7 - bit % 8) & 1;
      grid[row][column] = Boolean(dark ^ ((row + column) % 2 === 0));
      bit += 1;
    }
  }
  return grid;
}
