/** The working days (工作日) of the country, for every deadline. Leans on nothing. */
@NullMarked
package cn.fuhan.calendar;

import org.jspecify.annotations.NullMarked;
