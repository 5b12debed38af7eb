/** The canonical form of a letter and its digest. Leans on no other room. */
@NullMarked
package cn.fuhan.seal;

import org.jspecify.annotations.NullMarked;
