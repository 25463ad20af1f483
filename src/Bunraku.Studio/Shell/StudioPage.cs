using System.Collections.Immutable;
using Bunraku.Core.Errors;
using MudBlazor;

namespace Bunraku.Studio.Shell;

/// <summary>A page that the user can go to.</summary>
/// <param name="Path">Its address, without the leading slash.</param>
/// <param name="Title">Its name.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Icon">Its picture: an SVG path.</param>
public sealed record StudioPage(string Path, Phrase Title, Phrase Purpose, string Icon)
{
    /// <summary>Whether it can do nothing without a trained character.</summary>
    public bool NeedsCharacter { get; init; } = true;

    /// <summary>All pages, in the order of the bar.</summary>
    public static ImmutableArray<StudioPage> All { get; } =
    [
        new("student-manual-poser", Phrase.Of("Manual poser"), Phrase.Of("Pose a character with sliders, and save the picture."), Icons.Material.Rounded.Tune),
        new("full-manual-poser", Phrase.Of("Full poser"), Phrase.Of("Pose any picture right away. Slow, needs a 787 MB download, no training."), Icons.Material.Rounded.AutoAwesome) { NeedsCharacter = false },
        new("student-ifacialmocap-puppeteer", Phrase.Of("Phone puppeteer"), Phrase.Of("Control a character with your face, tracked by a phone or a tracker program."), Icons.Material.Rounded.PhoneIphone),
        new("student-mediapipe-puppeteer", Phrase.Of("Webcam puppeteer"), Phrase.Of("Control a character with your face, using your webcam."), Icons.Material.Rounded.Videocam),
        new("mouse-puppeteer", Phrase.Of("Mouse and voice"), Phrase.Of("Control a character with your mouse pointer and your voice. No camera is needed."), Icons.Material.Rounded.Mouse),
        new("scenes", Phrase.Of("Scenes"), Phrase.Of("Place the character for your stream: size, background, shadow. Switch scenes by a key."), Icons.Material.Rounded.Wallpaper),
        new("distiller-ui", Phrase.Of("Distiller"), Phrase.Of("Turn one picture into your own character. Training runs on this computer."), Icons.Material.Rounded.School),
    ];
}
