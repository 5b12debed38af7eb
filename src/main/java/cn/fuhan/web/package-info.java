/**
 * What every HTTP answer needs: problem details, cursors, limits, headers, copies. Leans on no
 * other room.
 */
@NullMarked
package cn.fuhan.web;

import org.jspecify.annotations.NullMarked;
