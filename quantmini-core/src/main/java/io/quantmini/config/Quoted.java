package io.quantmini.config;

import java.util.regex.Pattern;

/** Text from outside made fit for a message. */
final class Quoted {
    private static final int MOST_CHARACTERS = 80;
    private static final Pattern USER = Pattern.compile("//[^/?#]*@");
    private static final Pattern QUERY = Pattern.compile("(://[^?#]*[?#]).*");

    private Quoted() {}

    /** In quotes, escaped, at most 80 characters, without what may be a password in an address. */
    static String of(String text) {
        String open = QUERY.matcher(USER.matcher(text).replaceAll("//***@")).replaceAll("$1***");
        boolean whole = open.length() <= MOST_CHARACTERS;
        return '"' + escaped(whole ? open : open.substring(0, MOST_CHARACTERS)) + (whole ? "\"" : "…\"");
    }

    /** With control characters written as escapes, so that they reach no terminal. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                escaped.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
