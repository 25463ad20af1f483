using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Json;

/// <summary>
/// A JSON text from a file, a device or a user. All JSON is read through this class and <see cref="JsonField"/>, because
/// <see cref="JsonElement"/> throws other exceptions for a wrong kind of value and for text that holds half a character.
/// Here the only exception is <see cref="BadInputException"/>.
/// </summary>
public sealed class JsonInput : IDisposable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly JsonDocument _document;

    private JsonInput(JsonDocument document, string source)
    {
        _document = document;
        Root = new JsonField(document.RootElement, source);
    }

    /// <summary>The outermost value. It is valid until this object is disposed.</summary>
    public JsonField Root { get; }

    /// <summary>Parses a text in UTF-8, with or without a byte order mark.</summary>
    /// <param name="utf8">The text; it must not change until this object is disposed.</param>
    /// <param name="source">What to call the text in a message: the file's path.</param>
    /// <param name="options">Which liberties the text may take; the strict grammar where it is left out.</param>
    /// <exception cref="BadInputException">The text is not valid JSON or not valid UTF-8; the message says where.</exception>
    public static JsonInput Parse(ReadOnlyMemory<byte> utf8, string source, JsonDocumentOptions options = default)
    {
        if (!Utf8.IsValid(utf8.Span))
        {
            throw new BadInputException($"{source}: this is not text in UTF-8. Save it as UTF-8.");
        }

        ReadOnlyMemory<byte> text = utf8.Span.StartsWith("\uFEFF"u8) ? utf8["\uFEFF"u8.Length..] : utf8;
        try
        {
            var input = new JsonInput(JsonDocument.Parse(text, options), source);
            RequireWholeCharacters(text.Span, source, options);
            return input;
        }
        catch (JsonException error)
        {
            throw new BadInputException($"{source}: this is not valid JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}), or it is nested too deeply.", error);
        }
    }

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte}, string, JsonDocumentOptions)"/>
    public static JsonInput Parse(string text, string source, JsonDocumentOptions options = default)
    {
        try
        {
            return Parse(Strict.GetBytes(text), source, options);
        }
        catch (EncoderFallbackException error)
        {
            throw new BadInputException($"{source}: this is not valid text (it holds half a character).", error);
        }
    }

    /// <summary>Reads a value that the serializer knows how to build. A list must not hold <c>null</c>.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="source">What to call the text in a message.</param>
    /// <param name="options">How the type is written as JSON.</param>
    /// <exception cref="BadInputException">The text is not valid JSON, or does not hold such a value.</exception>
    public static T Deserialize<T>(ReadOnlyMemory<byte> utf8, string source, JsonSerializerOptions options)
        where T : class
    {
        using JsonInput input = Parse(utf8, source);
        input.Root.RequireNoNullInLists();
        try
        {
            return input._document.Deserialize<T>(options) ?? throw new BadInputException($"{source}: an object was expected, but null was found.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or NotSupportedException or ArgumentException or FormatException or OverflowException)
        {
            string? field = (error as JsonException)?.Path?.TrimStart('$', '.');
            Phrase what = string.IsNullOrEmpty(field) ? Phrase.Of("a field") : Phrase.Verbatim(ForeignText.Quote(field));
            throw new BadInputException($"{source}: {what} is missing or does not hold what is expected there.", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    /// <summary>An escape such as <c>\ud800</c> can stand for half a character, which no string may hold.</summary>
    private static void RequireWholeCharacters(ReadOnlySpan<byte> text, string source, JsonDocumentOptions options)
    {
        if (text.IndexOf("\\ud"u8) < 0 && text.IndexOf("\\uD"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(text, new JsonReaderOptions
        {
            AllowTrailingCommas = options.AllowTrailingCommas,
            CommentHandling = options.CommentHandling,
            MaxDepth = options.MaxDepth,
        });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
            {
                continue;
            }

            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException error)
            {
                Phrase what = reader.TokenType == JsonTokenType.String ? Phrase.Of("a text") : Phrase.Of("a name");
                throw new BadInputException($"{source}: {what} is not valid text (it holds half a character).", error);
            }
        }
    }
}
