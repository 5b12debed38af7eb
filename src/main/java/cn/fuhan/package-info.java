/** The start of the service: its database, and the greeting on the terminal. */
@NullMarked
package cn.fuhan;

import org.jspecify.annotations.NullMarked;
