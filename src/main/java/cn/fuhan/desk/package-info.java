/**
 * What the bureau's staff do: import, confirm, publish, invite, read receipts. Leans on all other
 * rooms.
 */
@NullMarked
package cn.fuhan.desk;

import org.jspecify.annotations.NullMarked;
