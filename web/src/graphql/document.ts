/**
 * An operation as it is written: it is sent as a text and read where it is used. Types come from `./generated`, for
 * which this stands in the bundle: there each operation would come twice, as a key and as a tree, to every page.
 */
export const graphql = <Source>(source: Source): Source => source;
