/** Chinese text into search terms, a query into a tsquery. Leans on no other room. */
@NullMarked
package cn.fuhan.search;

import org.jspecify.annotations.NullMarked;
