# The shape of one segment of an order, over token classes only:
#   N  words that may name a product (with any size that belongs to them)
#   Q  a quantity            U  a unit of sale
#
# Unambiguous by construction. Each list keeps one direction; where directions meet they are
# written out. Only a name left over beside a list has two readings (N Q N: the first or the last
# name has no quantity), and the catalogue decides between those.

@preprocessor typescript

@{%
type Shape = Record<string, number>;
/** One item: for each class the place of its token in the segment. */
function item(parts: string[], at = 0): Shape[] {
  const shape: Shape = {};
  parts.forEach((kind, i) => {
    shape[kind] = at + i;
  });
  return [shape];
}
/** Nested: every beginning of a list is joined anew, so it is laid out flat once, when whole. */
type Items = (Shape | Items)[];
const join = (parts: Items[]): Items => parts;
%}

segment -> lasts             {% id %}
         | firsts            {% id %}
         | unit_lasts        {% id %}
         | unit_firsts       {% id %}
         | around            {% id %}
         | unit_around       {% id %}
         | firsts lasts      {% join %}
         | lasts firsts      {% join %}
         | unit_firsts unit_lasts {% join %}
         | unit_lasts unit_firsts {% join %}
         | lasts bare        {% join %}
         | bare firsts       {% join %}
         | unit_lasts bare   {% join %}
         | bare unit_firsts  {% join %}
         | names             {% id %}
         | measure           {% id %}

# "chini 10 kg", "rara 2"
lasts -> last                {% id %}
       | lasts last          {% join %}
last  -> "N" "Q" "U"         {% item %}
       | "N" "Q"             {% item %}

# "10 kg sugar", "2 rara"
firsts -> first              {% id %}
        | firsts first       {% join %}
first  -> "Q" "U" "N"        {% item %}
        | "Q" "N"            {% item %}

# "katoni tatu indomie"
unit_firsts -> unit_first    {% id %}
             | unit_firsts unit_first {% join %}
unit_first -> "U" "Q" "N"    {% item %}

# "jogoo bale 2"
unit_lasts -> unit_last      {% id %}
            | unit_lasts unit_last {% join %}
unit_last -> "N" "U" "Q"     {% item %}

# "5 wai wai carton"
around -> a_name             {% id %}
        | around a_name      {% join %}
a_name -> "Q" "N" "U"        {% item %}

# "buhun sukari biyu"
unit_around -> u_name        {% id %}
             | unit_around u_name {% join %}
u_name -> "U" "N" "Q"        {% item %}

bare  -> "N"                 {% item %}
names -> "N"                 {% item %}
       | names bare          {% join %}
       | "U" "N"             {% item %}
       | "N" "U"             {% item %}

# A measure alone belongs to a name elsewhere in the message.
measure -> "Q" "U"           {% item %}
         | "U" "Q"           {% item %}
         | "Q"               {% item %}

