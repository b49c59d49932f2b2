/** Where uploaded files are filed; without any id the hub files them by what they say themselves. */
export type UploadTarget = { patientId?: string; studyId?: string; seriesId?: string; name?: string };

/** A file and where it lay in the folder that was chosen. */
export type Chosen = { file: File; path: string };
