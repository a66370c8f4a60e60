/** Width and height of a picture, in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Reads how large a JPEG or PNG says it is, without unpacking it; `undefined` if it is neither. */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return sizeOfPng(view) ?? sizeOfJpeg(view);
}

function sizeOfPng(view: DataView): PictureSize | undefined {
  if (view.byteLength < 24 || view.getBigUint64(0) !== 0x89504e470d0a1a0an) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function sizeOfJpeg(view: DataView): PictureSize | undefined {
  if (view.byteLength < 2 || view.getUint16(0) !== 0xffd8) return undefined;
  // Segments follow one another; the first that begins a frame has the size.
  for (let at = 2; at + 9 <= view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const kind = view.getUint8(at + 1);
    if (kind === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(kind)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** C4, C8 and CC lie among the frames, and are tables and an extension. */
function isFrame(kind: number): boolean {
  return kind >= 0xc0 && kind <= 0xcf && kind !== 0xc4 && kind !== 0xc8 && kind !== 0xcc;
}
