export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The size of a PNG or JPEG in pixels; `undefined` for anything else. */
export function imageSize(content: Buffer): ImageSize | undefined {
  if (content.subarray(0, 8).equals(pngSignature) && content.length >= 24) {
    return { width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
  }
  return content.length > 4 && content.readUInt16BE(0) === 0xffd8 ? jpegSize(content) : undefined;
}

/** Looks for the frame header among the segments. */
function jpegSize(content: Buffer): ImageSize | undefined {
  for (let at = 2; at + 9 < content.length && content[at] === 0xff;) {
    const marker = content.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: content.readUInt16BE(at + 7), height: content.readUInt16BE(at + 5) };
    at += 2 + content.readUInt16BE(at + 2);
  }
  return undefined;
}
