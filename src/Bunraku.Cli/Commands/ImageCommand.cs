using System.CommandLine;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku image</c>: pictures that are to become characters.</summary>
internal static class ImageCommand
{
    public static Command Create() => new("image", "Check a picture for a character, and fix it.")
    {
        ImageCheckCommand.Create(),
        ImageFitCommand.Create(),
    };

    /// <summary>The argument of both.</summary>
    public static Argument<string> Picture() => new("picture") { Description = "A picture: PNG, JPEG, WebP, BMP or GIF." };
}
