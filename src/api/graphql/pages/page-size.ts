/** How much a list shows that is asked for no number, where it is not within an object. */
export const PAGE_OF_QUERY = 50;
/** The same within each of many objects: it multiplies. */
export const PAGE_WITHIN_OBJECT = 20;
