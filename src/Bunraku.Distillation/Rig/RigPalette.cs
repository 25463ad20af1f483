using SkiaSharp;

namespace Bunraku.Distillation.Rig;

/// <summary>The colours of a rig. Every material has a base, a cel shadow, and the ink of its outline, which is never plain black.</summary>
public sealed record RigPalette
{
    public SKColor HairRoot { get; init; } = SKColor.Parse("#1f3346");

    public SKColor Hair { get; init; } = SKColor.Parse("#2b5366");

    public SKColor HairTip { get; init; } = SKColor.Parse("#4f9a9c");

    public SKColor HairShadow { get; init; } = SKColor.Parse("#152436");

    public SKColor HairShine { get; init; } = SKColor.Parse("#a5e3da");

    public SKColor HairInk { get; init; } = SKColor.Parse("#0f1b2b");

    public SKColor Skin { get; init; } = SKColor.Parse("#ffeee3");

    public SKColor SkinShadow { get; init; } = SKColor.Parse("#f5c4b3");

    public SKColor SkinInk { get; init; } = SKColor.Parse("#a65f56");

    public SKColor Blush { get; init; } = SKColor.Parse("#ff8f84");

    public SKColor Lash { get; init; } = SKColor.Parse("#2a1a2b");

    public SKColor LashWarm { get; init; } = SKColor.Parse("#8a3f45");

    public SKColor EyeWhite { get; init; } = SKColor.Parse("#fffdfb");

    public SKColor IrisDark { get; init; } = SKColor.Parse("#6e2330");

    public SKColor Iris { get; init; } = SKColor.Parse("#d8613c");

    public SKColor IrisLight { get; init; } = SKColor.Parse("#ffd98a");

    public SKColor Pupil { get; init; } = SKColor.Parse("#3a1220");

    public SKColor Mouth { get; init; } = SKColor.Parse("#8c3340");

    public SKColor MouthInk { get; init; } = SKColor.Parse("#8a3f42");

    public SKColor Tongue { get; init; } = SKColor.Parse("#ef8e8c");

    public SKColor Coat { get; init; } = SKColor.Parse("#fbf4e8");

    public SKColor CoatShadow { get; init; } = SKColor.Parse("#d9cdd0");

    public SKColor CoatInk { get; init; } = SKColor.Parse("#6a5660");

    public SKColor Kimono { get; init; } = SKColor.Parse("#35416b");

    public SKColor KimonoShadow { get; init; } = SKColor.Parse("#252c50");

    public SKColor KimonoInk { get; init; } = SKColor.Parse("#161a36");

    public SKColor Thread { get; init; } = SKColor.Parse("#e0483e");

    public SKColor ThreadShadow { get; init; } = SKColor.Parse("#ae2c3a");

    public SKColor ThreadInk { get; init; } = SKColor.Parse("#6e1827");

    public SKColor Gold { get; init; } = SKColor.Parse("#f0bf62");
}
