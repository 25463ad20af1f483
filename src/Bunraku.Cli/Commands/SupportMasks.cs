using Bunraku.Cli.Shell;
using Bunraku.Core.Characters;
using Bunraku.Siren;
using Bunraku.Siren.Support;

namespace Bunraku.Cli.Commands;

/// <summary>Finds support masks while a bar shows how far it is.</summary>
internal static class SupportMasks
{
    /// <summary>The mask of a character: its own, the cached one, or one that is found now.</summary>
    public static async Task<SupportMask> OfAsync(CharacterModel character, TextWriter error, CancellationToken cancellation)
    {
        SupportMask? mask = SupportMask.TryLoad(character);
        if (mask is null)
        {
            await ProgressBar.RunAsync("Finding the support mask", error, progress =>
                mask = StudentPoser.FindMask(character, progress: progress, cancellation: cancellation));
        }

        return mask!;
    }
}
