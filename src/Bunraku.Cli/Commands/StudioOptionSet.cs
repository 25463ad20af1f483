using System.CommandLine;
using Bunraku.Siren;

namespace Bunraku.Cli.Commands;

/// <summary>The options of every command that opens a page of Studio.</summary>
internal sealed class StudioOptionSet
{
    private static readonly Dictionary<string, Arithmetic> Arithmetics = new(StringComparer.Ordinal)
    {
        ["auto"] = Arithmetic.Auto,
        ["float"] = Arithmetic.FloatingPoint,
        ["fixed"] = Arithmetic.FixedPoint,
    };

    private readonly Option<string> _urls = new("--urls")
    {
        Description = "Where Studio listens: http:// addresses, separated by semicolons.",
        HelpName = "addresses",
        DefaultValueFactory = _ => new StudioOptions().Urls,
    };

    private readonly Option<bool> _trustLan = new("--trust-lan") { Description = "Let other computers open folders, train and download, too." };

    private readonly Option<string[]> _allowHost = new("--allow-host")
    {
        Description = "A further name by which Studio is opened, for example mypc.local. May be given several times.",
        HelpName = "name",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _behindProxy = new("--behind-proxy")
    {
        Description = "A reverse proxy passes requests on: believe its X-Forwarded-Proto and X-Forwarded-Host, and ask everybody for the key.",
    };

    private readonly Option<bool> _noBrowser = new("--no-browser") { Description = "Do not open the page in the browser." };

    private readonly Option<string?> _arithmetic = new("--arithmetic")
    {
        Description = "How live pictures are computed: float (32-bit floating point), fixed (16-bit fixed point, faster on Intel and AMD) or auto (the faster one that looks the same). The default is the setting in Studio. Saved pictures always use float.",
    };

    public StudioOptionSet(Command command)
    {
        command.Options.Add(_urls);
        command.Options.Add(_trustLan);
        command.Options.Add(_allowHost);
        command.Options.Add(_behindProxy);
        command.Options.Add(_noBrowser);
        _arithmetic.AcceptOnlyFromAmong([.. Arithmetics.Keys]);
        command.Options.Add(_arithmetic);
    }

    public StudioOptions Of(ParseResult parsed, string? characterPath) => new()
    {
        Urls = parsed.GetRequiredValue(_urls),
        MayMovePort = parsed.GetResult(_urls) is null or { Implicit: true },
        TrustsNetwork = parsed.GetValue(_trustLan),
        AllowedHosts = parsed.GetRequiredValue(_allowHost),
        BehindProxy = parsed.GetValue(_behindProxy),
        OpenBrowser = !parsed.GetValue(_noBrowser),
        CharacterPath = characterPath is null ? null : CharacterArgument.PathOf(characterPath),
        Arithmetic = parsed.GetValue(_arithmetic) is { } name ? Arithmetics[name] : null,
    };
}
