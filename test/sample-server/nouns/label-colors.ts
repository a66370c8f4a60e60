import { blake2s } from "../media/blake2s.ts";

/** The places of some names in the real server's alphabetical table, whose colors go by the place. */
const places: Readonly<Record<string, number>> = {
  ...{ background: 0, aeroplane: 3, airplane: 5, animal: 9, apple: 12, backpack: 18, ball: 21, banana: 23 },
  ...{ bear: 38, bed: 39, bench: 46, bicycle: 48, bird: 56, boat: 60, book: 61, bottle: 65, bowl: 69 },
  ...{ box: 70, boy: 71, bridge: 75, building: 80, bus: 84, cake: 92, car: 102, carrot: 107, cat: 110 },
  ...{ chair: 120, clock: 127, couch: 150, cow: 153, crosswalk: 161, cup: 165, cyclist: 170, deer: 172 },
  ...{ dog: 184, donut: 190, door: 191, drum: 200, duck: 201, eagle: 204, elephant: 208, fence: 214 },
  ...{ fish: 221, flower: 229, fork: 239, fox: 241, giraffe: 252, girl: 253, glasses: 254, goat: 256 },
  ...{ grass: 266, hat: 285, helmet: 290, horse: 298, house: 301, human: 303, keyboard: 332, kite: 336 },
  ...{ knife: 337, lamp: 342, laptop: 345, license_plate: 350, light: 352, lion: 358, man: 366, misc: 383 },
  ...{ motorbike: 390, motorcycle: 391, mouse: 393, object: 410, orange: 415, oven: 419, paper: 425 },
  ...{ pedestrian: 435, pen: 436, person: 441, pig: 446, pizza: 451, plate: 455, pole: 462, rabbit: 482 },
  ...{ rider: 498, river: 501, road: 502, rock: 503, rocket: 504, sheep: 537, shoe: 541, sidewalk: 546 },
  ...{ sky: 554, snake: 559, sofa: 568, spoon: 575, stop_sign: 589, suitcase: 601, table: 615 },
  ...{ tie: 637, tiger: 638, toilet: 642, toothbrush: 645, traffic_light: 651, traffic_sign: 652 },
  ...{ trailer: 653, train: 654, tree: 657, truck: 661, tv: 666, umbrella: 669, van: 674, vase: 675 },
  ...{ vegetation: 677, vehicle: 678, wall: 685 },
};

type Color = readonly number[];

/**
 * The color of a label that was given none. The same name has the same color each time, unless a label beside it has
 * that one already.
 */
export function generatedColor(name: string, beside: readonly string[] = []): string {
  const normalized = normalize(name);
  const place = Object.hasOwn(places, normalized) ? places[normalized] : undefined;
  const color = colorOfPlace(place ?? blake2s(Buffer.from(normalized), 3).readUIntBE(0, 3));
  const taken = new Set(beside);
  if (!taken.has(hex(color))) return hex(color);
  const used = new Set([...taken, ...Object.values(places).map((each) => hex(colorOfPlace(each)))]);
  return (
    shades(color)
      .map(hex)
      .find((shade) => !used.has(shade)) ?? hex(color)
  );
}

/** Small letters of ASCII, digits and underscores. */
function normalize(name: string): string {
  const ascii = name.normalize("NFKD").replace(/[^\p{ASCII}]/gu, "");
  const words = ascii
    .replace(/[^\w\s-]/g, "")
    .trim()
    .toLowerCase();
  return words.replace(/[-\s]+/g, "_");
}

/** Bits of the number, from the lowest on, in turn for red, green and blue from their highest bits down. */
function colorOfPlace(place: number): Color {
  const color = [0, 0, 0];
  for (let bit = 0; bit < 24; bit++) {
    const channel = bit % 3;
    if ((place >> bit) & 1) color[channel] = (color[channel] ?? 0) | (1 << (7 - Math.floor(bit / 3)));
  }
  return color;
}

/** Nine tints and then nine shades. */
function shades(color: Color): Color[] {
  const factors = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  return [255, 0].flatMap((end) =>
    factors.map((factor) => color.map((each) => Math.trunc(each + ((end - each) * factor) / 10))),
  );
}

function hex(color: Color): string {
  return `#${color.map((each) => each.toString(16).padStart(2, "0")).join("")}`;
}
