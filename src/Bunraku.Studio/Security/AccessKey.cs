using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Bunraku.Studio.Security;

/// <summary>The random key that pages of other machines need, where Studio listens to more than its own.</summary>
internal sealed class AccessKey(StudioOptions options)
{
    private readonly HashSet<string> _allowed = new(options.AllowedHosts, StringComparer.OrdinalIgnoreCase);

    /// <summary>The key, new at each start.</summary>
    public string Value { get; } = RandomNumberGenerator.GetHexString(20, lowercase: true);

    /// <summary>Whether other machines can reach Studio at all.</summary>
    public bool IsNeeded { get; } = IsOpenToOthers(options);

    /// <summary>Whether other machines can reach Studio: by an address that is not of this machine alone, by a further name, or through a proxy.</summary>
    public static bool IsOpenToOthers(StudioOptions options) => options.BehindProxy || options.AllowedHosts.Count > 0 || ListensToOthers(options);

    /// <summary>Whether one of the addresses is not of this machine alone.</summary>
    public static bool ListensToOthers(StudioOptions options) => options.Urls
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Any(url => BindingAddress.Parse(url).Host is var host && host != "localhost" && !(IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address)));

    /// <summary>Whether a key is this one.</summary>
    public bool Fits(string? given) => given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Value));

    /// <summary>Whether a request comes from the machine that runs Studio. What a proxy passes on, or what asks for a further name, may come from anywhere.</summary>
    public bool IsHere(HttpContext context) => !options.BehindProxy && !_allowed.Contains(HostNames.Plain(context.Request.Host.Host))
        && context.Connection is { RemoteIpAddress: { } remote } connection
        && (IPAddress.IsLoopback(remote) || remote.Equals(connection.LocalIpAddress) || (remote.IsIPv4MappedToIPv6 && IPAddress.IsLoopback(remote.MapToIPv4())));
}
