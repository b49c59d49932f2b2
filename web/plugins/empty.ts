/** Stands in for vtk.js file readers that the viewer never uses; their XML library breaks in a browser bundle. */
export default { newInstance: () => null, extend: () => undefined };
