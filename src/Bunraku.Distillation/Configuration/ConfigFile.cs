using System.Text;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Distillation.Yaml;

namespace Bunraku.Distillation.Configuration;

/// <summary>A configuration and where its paths are looked for.</summary>
/// <param name="Config">The configuration.</param>
/// <param name="Places">Where relative paths are looked for.</param>
public sealed record ConfigFile(DistillationConfig Config, ConfigPlaces Places)
{
    private const int MaxBytes = 64 << 10;

    /// <summary>The full path of the run's folder.</summary>
    public string Prefix => Places.Resolve(Config.Prefix);

    /// <summary>The full path of the character's picture.</summary>
    public string CharacterImage => Places.Resolve(Config.CharacterImageFileName);

    /// <summary>The full path of the face mask.</summary>
    public string FaceMask => Places.Resolve(Config.FaceMaskImageFileName);

    /// <summary>Reads a file and checks every field, in the published order.</summary>
    /// <param name="path">The YAML file.</param>
    /// <param name="replaced">Values that replace those of the file, by the names of their fields.</param>
    /// <exception cref="BadInputException">It cannot be read, has an unknown or a missing field, or the first field that is wrong.</exception>
    public static ConfigFile Load(string path, IReadOnlyDictionary<string, string>? replaced = null)
    {
        ConfigPlaces places = ConfigPlaces.Of(path);
        YamlMapping mapping = ReadMapping(ReadText(path), path);
        foreach ((string name, string text) in replaced ?? new Dictionary<string, string>())
        {
            Guard(path, () => mapping.Entries[name] = ConfigFields.Find(name).ReadText(text));
        }

        var file = new ConfigFile(Read(mapping, path, places), places);
        Guard(path, file.RequireTogether);
        return file;
    }

    /// <summary>Reads the text of a file: which fields there are, and types and ranges of their values, but not the files that they name.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="path">What to call it in errors.</param>
    /// <exception cref="BadInputException">As for <see cref="Load"/>.</exception>
    public static DistillationConfig Parse(string text, string path) => Read(ReadMapping(text, path), path, places: null);

    /// <summary>All fields in the order of <see cref="ConfigFields.All"/>, a line each, but for phases of a schedule.</summary>
    public static string ToText(DistillationConfig config)
    {
        var text = new StringBuilder();
        foreach (ConfigField field in ConfigFields.All)
        {
            string value = field.YamlOf(config);
            text.Append(field.Name).Append(value.StartsWith('\n') ? ":" : ": ").Append(value).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Writes a configuration, whole or not at all.</summary>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Save(string path, DistillationConfig config) => AtomicFile.WriteText(path, ToText(config));

    /// <summary>Checks every field in the published order, with the files that they name.</summary>
    /// <exception cref="BadInputException">The first that is wrong.</exception>
    public void Check()
    {
        foreach (ConfigField field in ConfigFields.InCheckingOrder)
        {
            field.Check(Config, Places);
        }

        RequireTogether();
    }

    private void RequireOptimizer()
    {
        if (Config is { Optimizer: "soap", Backend: "torch" })
        {
            throw new BadInputException("optimizer must be adam with the backend torch, but is soap, which only the backend simd has.");
        }
    }

    /// <summary>What concerns more than one field.</summary>
    private void RequireTogether()
    {
        RequireShare("face_morpher_batch_size", Config.Face);
        RequireShare("body_morpher_batch_size", Config.Body);
        RequireOptimizer();
    }

    /// <summary>Each GPU gets the same whole number of examples of a batch, at least one.</summary>
    private void RequireShare(string field, NetworkConfig network)
    {
        if (network.BatchSize < Config.NumGpus)
        {
            throw new BadInputException($"{field} must be at least num_gpus ({Config.NumGpus}), so that each gets an example, but is {network.BatchSize}.");
        }
    }

    private static DistillationConfig Read(YamlMapping mapping, string path, ConfigPlaces? places)
    {
        DistillationConfig config = new();
        Guard(path, () =>
        {
            foreach (string name in mapping.Entries.Keys)
            {
                ConfigFields.Find(name);
            }

            if (ConfigFields.All.FirstOrDefault(field => field.IsRequired && !mapping.Entries.ContainsKey(field.Name)) is { } missing)
            {
                throw new BadInputException($"{missing.Name} is missing. Add a line \"{missing.Name}: ...\".");
            }

            foreach (ConfigField field in ConfigFields.InCheckingOrder)
            {
                config = mapping.Entries.TryGetValue(field.Name, out YamlValue? value) ? field.WithValue(config, value) : config;
                if (places is not null)
                {
                    field.Check(config, places);
                }
            }
        });
        return config;
    }

    private static YamlMapping ReadMapping(string text, string path)
    {
        try
        {
            return YamlValue.Parse(text) as YamlMapping ?? throw new FormatException("a list of fields and values was expected");
        }
        catch (FormatException problem)
        {
            throw new BadInputException($"{path}: this is not a configuration: {problem.Message}.", problem);
        }
    }

    private static string ReadText(string path)
    {
        byte[] bytes = InputFile.ReadBytes(path, "a configuration (.yaml)", MaxBytes);
        try
        {
            return Utf8Text.Decode(bytes);
        }
        catch (BadInputException problem)
        {
            throw new BadInputException($"{path}: this is not a configuration: {problem.Phrase}.", problem);
        }
    }

    private static void Guard(string path, Action check)
    {
        try
        {
            check();
        }
        catch (BadInputException problem)
        {
            throw new BadInputException($"{path}: {problem.Phrase}", problem);
        }
    }
}
