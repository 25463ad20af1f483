using System.Globalization;
using Bunraku.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace Bunraku.Core.Characters;

/// <summary>
/// Reads the text values of some keys of one YAML mapping and passes over all other keys. It works on the tokens of the scanner:
/// the parser above it would cost every start of the program 40 ms for a grammar that three names do not need.
/// </summary>
internal sealed class YamlNames
{
    private const int MaxDepth = 16;

    private readonly Scanner _scanner;
    private readonly string _path;
    private Token _token;

    private YamlNames(string text, string path)
    {
        _scanner = new Scanner(new StringReader(text));
        _path = path;
        _token = null!;
        Advance();
    }

    /// <summary>The values of those of the keys that the mapping has.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="keys">The keys to read.</param>
    /// <param name="path">The file to name in errors.</param>
    /// <exception cref="CharacterModelException">It is not one plain mapping, or the value of a key is not text.</exception>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static Dictionary<string, string> Read(string text, IReadOnlyCollection<string> keys, string path)
    {
        var names = new YamlNames(text, path);
        names.Skip<StreamStart>();
        names.Skip<VersionDirective>();
        names.Skip<DocumentStart>();
        Dictionary<string, string> values = names.ReadMapping(keys);
        names.Skip<DocumentEnd>();
        return names._token is StreamEnd ? values : throw names.NotOneMapping();
    }

    private Dictionary<string, string> ReadMapping(IReadOnlyCollection<string> keys)
    {
        if (_token is not (BlockMappingStart or FlowMappingStart))
        {
            throw NotOneMapping();
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Advance();
        while (_token is not (BlockEnd or FlowMappingEnd))
        {
            Expect<Key>();
            if (_token is Scalar { Value: string name } && keys.Contains(name))
            {
                Advance();
                Expect<Value>();
                if (!values.TryAdd(name, ReadText(name)))
                {
                    throw CharacterModelException.BadYaml(_path, Phrase.Of($"the key {name} occurs twice"));
                }
            }
            else
            {
                SkipPair();
            }

            Skip<FlowEntry>();
        }

        Advance();
        return values;
    }

    private string ReadText(string key)
    {
        if (_token is not Scalar scalar || !IsText(scalar))
        {
            throw CharacterModelException.BadYaml(_path, Phrase.Of($"the value of {key} is not text"));
        }

        Advance();
        return scalar.Value;
    }

    /// <summary>Passes over what is left of a key and over its value.</summary>
    private void SkipPair()
    {
        for (int depth = 0; depth > 0 || _token is not (Key or FlowEntry or BlockEnd or FlowMappingEnd);)
        {
            depth += _token switch
            {
                BlockMappingStart or BlockSequenceStart or FlowMappingStart or FlowSequenceStart => 1,
                BlockEnd or FlowMappingEnd or FlowSequenceEnd => -1,
                _ => 0,
            };
            if (depth is < 0 or > MaxDepth)
            {
                throw depth < 0 ? NotOneMapping() : CharacterModelException.BadYaml(_path, Phrase.Of($"line {Line} is nested deeper than {MaxDepth}"));
            }

            Advance();
        }
    }

    /// <summary>Whether YAML takes a value as text: unquoted numbers, truth values and nothing at all are not.</summary>
    private static bool IsText(Scalar scalar) =>
        scalar.Style != ScalarStyle.Plain
        || !(scalar.Value.ToUpperInvariant() is "" or "~" or "NULL" or "TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF"
            || double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    private void Skip<T>()
        where T : Token
    {
        if (_token is T)
        {
            Advance();
        }
    }

    private void Expect<T>()
        where T : Token
    {
        if (_token is not T)
        {
            throw NotOneMapping();
        }

        Advance();
    }

    private void Advance()
    {
        _token = _scanner.MoveNext() && _scanner.Current is { } token ? token : throw CharacterModelException.BadYaml(_path, Phrase.Of("the file ends too early"));
        if (_token is Error error)
        {
            // The scanner would repeat it without end.
            throw CharacterModelException.BadYaml(_path, Phrase.Of($"line {Line} is not YAML ({error.Value})"));
        }

        Phrase? forbidden = _token switch
        {
            Tag or TagDirective => Phrase.Of("a tag"),
            Anchor => Phrase.Of("an anchor"),
            AnchorAlias => Phrase.Of("an alias"),
            _ => null,
        };
        if (forbidden is not null)
        {
            throw CharacterModelException.BadYaml(_path, Phrase.Of($"line {Line} has {forbidden}, which a character model has no use for"));
        }
    }

    private long Line => _token.Start.Line;

    private CharacterModelException NotOneMapping() =>
        CharacterModelException.BadYaml(_path, Phrase.Of($"line {Line} is not part of one list of keys and values"));
}
