/** That of package.json, which a browser does not get. */
export const productVersion = '0.1.0'
