/**
 * The command line: reads options, decides how much memory each part may have, assembles the server and ends it. May
 * import everything else in the server and the store; nothing imports it.
 */
@NullMarked
package io.ebbcache.server.launch;

import org.jspecify.annotations.NullMarked;
