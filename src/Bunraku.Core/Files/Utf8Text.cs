using System.Text;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Files;

/// <summary>Decodes the text files of users.</summary>
public static class Utf8Text
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns the text without its byte-order mark.</summary>
    /// <exception cref="BadInputException">The bytes are not UTF-8; the message, without the name of the file, says how to save it.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            string text = Strict.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
            return text.Contains('\0') ? throw new BadInputException("the file is not text, or UTF-16. Save it as UTF-8 (in an editor: Save as, Encoding: UTF-8)") : text;
        }
        catch (DecoderFallbackException cause)
        {
            throw new BadInputException("the file is not UTF-8 text. Save it as UTF-8 (in an editor: Save as, Encoding: UTF-8)", cause);
        }
    }
}
