interface Format {
  readonly name: string;
  readonly ext: string;
  readonly version: string;
  readonly enabled: boolean;
  readonly dimension: string;
}

const both: readonly (readonly [name: string, imported?: string, exported?: string, dimension?: string])[] = [
  ["Generic TSV 1.0", "TSV", "TSV", "1d"],
  ["CamVid 1.0"],
  ["Cityscapes 1.0"],
  ["COCO 1.0", "JSON, ZIP"],
  ["COCO Keypoints 1.0", "JSON, ZIP"],
  ["CVAT 1.1", "XML, ZIP", ""],
  ["CVAT for video 1.1", ""],
  ["CVAT for images 1.1", ""],
  ["Datumaro 1.0", "JSON, ZIP"],
  ["Datumaro 3D 1.0", "JSON, ZIP", "ZIP", "3d"],
  ["ICDAR Recognition 1.0"],
  ["ICDAR Localization 1.0"],
  ["ICDAR Segmentation 1.0"],
  ["ImageNet 1.0"],
  ["KITTI 1.0"],
  ["LabelMe 3.0"],
  ["LFW 1.0"],
  ["Market-1501 1.0"],
  ["Segmentation mask 1.1"],
  ["MOT 1.1"],
  ["MOTS PNG 1.0"],
  ["Open Images V6 1.0"],
  ["PASCAL VOC 1.1"],
  ["Sly Point Cloud Format 1.0", "ZIP", "ZIP", "3d"],
  ["Kitti Raw Format 1.0", "ZIP, XML", "ZIP", "3d"],
  ["VGGFace2 1.0"],
  ["WiderFace 1.0"],
  ["YOLO 1.1"],
  ["Ultralytics YOLO Detection 1.0"],
  ["Ultralytics YOLO Detection Track 1.0", ""],
  ["Ultralytics YOLO Oriented Bounding Boxes 1.0"],
  ["Ultralytics YOLO Segmentation 1.0"],
  ["Ultralytics YOLO Pose 1.0"],
  ["Ultralytics YOLO Classification 1.0"],
];

function format(name: string, ext: string, dimension: string): Format[] {
  const version = name.slice(name.lastIndexOf(" ") + 1);
  return ext === "" ? [] : [{ name, ext, version, enabled: true, dimension }];
}

/** What `GET /api/server/annotation/formats` says. */
export const annotationFormats = {
  importers: both.flatMap(([name, imported = "ZIP", , dimension = "2d"]) =>
    format(name, imported, dimension),
  ),
  exporters: both.flatMap(([name, , exported = "ZIP", dimension = "2d"]) =>
    format(name, exported, dimension),
  ),
};
