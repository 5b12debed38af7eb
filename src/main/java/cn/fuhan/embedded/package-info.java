/**
 * PostgreSQL as a child process, for an installation without a database of its own. Leans on no
 * other room.
 */
@NullMarked
package cn.fuhan.embedded;

import org.jspecify.annotations.NullMarked;
