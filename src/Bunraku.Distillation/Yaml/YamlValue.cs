using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Bunraku.Distillation.Yaml;

/// <summary>A value of a YAML file: text, a list or a mapping, with the line it begins on.</summary>
internal abstract record YamlValue(long Line)
{
    private const int MaxDepth = 8;

    /// <summary>Reads the one document of a text. Tags, anchors and aliases, which a configuration has no use for, are refused.</summary>
    /// <returns>The value; empty text for an empty document.</returns>
    /// <exception cref="YamlFormatException">It is not such a document; the message says what is wrong where, as the end of a sentence.</exception>
    public static YamlValue Parse(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                return new YamlScalar(string.Empty, IsPlain: true, 1);
            }

            parser.Consume<DocumentStart>();
            YamlValue value = ReadValue(parser, depth: 0);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _) ? value : throw new YamlFormatException(Phrase.Of("it holds more than one document"));
        }
        catch (YamlException exception)
        {
            throw new YamlFormatException(YamlProblem.Describe(exception, text), exception);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // What the YAML library throws for some escapes that name no character.
            throw new YamlFormatException(Phrase.Of("it is not YAML"), exception);
        }
    }

    /// <summary>What it is, for a message: <c>"text"</c>, a list, a mapping.</summary>
    public abstract Phrase Describe();

    private static YamlValue ReadValue(Parser parser, int depth)
    {
        ParsingEvent start = parser.Current!;
        long line = start.Start.Line;
        if (start is AnchorAlias || start is NodeEvent { Anchor.IsEmpty: false } || start is NodeEvent { Tag.IsEmpty: false })
        {
            throw new YamlFormatException(Phrase.Of($"line {line} has a tag, an anchor or an alias, which a configuration has no use for"));
        }

        if (depth > MaxDepth)
        {
            throw new YamlFormatException(Phrase.Of($"line {line} is nested too deep"));
        }

        parser.MoveNext();
        return start switch
        {
            Scalar scalar => new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain, line),
            SequenceStart => ReadList(parser, line, depth),
            MappingStart => ReadMapping(parser, line, depth),
            _ => throw new YamlFormatException(Phrase.Of($"line {line} is not a value")),
        };
    }

    private static YamlList ReadList(Parser parser, long line, int depth)
    {
        var items = new List<YamlValue>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadValue(parser, depth + 1));
        }

        return new YamlList(items, line);
    }

    private static YamlMapping ReadMapping(Parser parser, long line, int depth)
    {
        var entries = new OrderedDictionary<string, YamlValue>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadValue(parser, depth + 1) is not YamlScalar key)
            {
                throw new YamlFormatException(Phrase.Of($"line {line} has a key that is not a name"));
            }

            if (!entries.TryAdd(key.Text, ReadValue(parser, depth + 1)))
            {
                throw new YamlFormatException(Phrase.Of($"{key.Text} occurs twice (line {key.Line})"));
            }
        }

        return new YamlMapping(entries, line);
    }
}

/// <summary>Text; what it means is for its reader to say.</summary>
/// <param name="Text">The text without quotes.</param>
/// <param name="IsPlain">Whether it had no quotes: only then <c>null</c> is nothing.</param>
/// <param name="Line">Its line.</param>
internal sealed record YamlScalar(string Text, bool IsPlain, long Line) : YamlValue(Line)
{
    /// <summary>Whether it is YAML's nothing.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override Phrase Describe() => IsNull ? Phrase.Of("nothing") : Phrase.Verbatim(ForeignText.Quote(Text));
}

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlValue> Items, long Line) : YamlValue(Line)
{
    public override Phrase Describe() => Phrase.Of("a list");
}

/// <summary>A mapping, in the order of the file.</summary>
internal sealed record YamlMapping(OrderedDictionary<string, YamlValue> Entries, long Line) : YamlValue(Line)
{
    public override Phrase Describe() => Phrase.Of("a mapping");
}
