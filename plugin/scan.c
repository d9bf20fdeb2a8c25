/* scan.c
 * Which characters tokens are made of.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "scan.h"

#define T SCAN_TOKEN | SCAN_TCHAR   /* every token of SIP is one of HTTP */
#define H SCAN_TCHAR

const uint8_t scan_classes[256] = {
    [' '] =
    /*      !  "  #  $  %  &  '  (  )  *  +  ,  -  .  /  0  1  2  3  4  5  6  7  8  9  :  ;  <  =  >  ? */
        0,  T, 0, H, H, T, H, T, 0, 0, T, T, 0, T, T, 0, T, T, T, T, T, T, T, T, T, T, 0, 0, 0, 0, 0, 0,
    /*  @   A  B  C  D  E  F  G  H  I  J  K  L  M  N  O  P  Q  R  S  T  U  V  W  X  Y  Z  [  \  ]  ^  _ */
        0,  T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, 0, 0, 0, H, T,
    /*  `   a  b  c  d  e  f  g  h  i  j  k  l  m  n  o  p  q  r  s  t  u  v  w  x  y  z  {  |  }  ~    */
        T,  T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, 0, H, 0, T, 0,
};
