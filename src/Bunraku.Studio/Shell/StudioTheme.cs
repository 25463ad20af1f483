using MudBlazor;

namespace Bunraku.Studio.Shell;

/// <summary>The colours and letters of all pages: paper and vermilion by day, ink by night.</summary>
internal static class StudioTheme
{
    private static readonly string[] Letters = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Background = "#f3f0ea",
            Surface = "#fffdfa",
            AppbarBackground = "#fffdfa",
            AppbarText = "#26222b",
            TextPrimary = "#26222b",
            TextSecondary = "#655f6b",
            Primary = "#b23a2c",
            PrimaryContrastText = "#ffffff",
            Secondary = "#2f4f7f",
            Info = "#2f4f7f",
            Success = "#1e6b45",
            Warning = "#8a5300",
            Error = "#a62626",
            ActionDefault = "#57515d",
            LinesDefault = "#e0d9cf",
            LinesInputs = "#b9b0a4",
            Divider = "#e0d9cf",
        },
        PaletteDark = new PaletteDark
        {
            Background = "#121319",
            BackgroundGray = "#191b23",
            Surface = "#1c1e27",
            AppbarBackground = "#1c1e27",
            AppbarText = "#ece8e1",
            TextPrimary = "#ece8e1",
            TextSecondary = "#a6a2ad",
            Primary = "#ff8066",
            PrimaryContrastText = "#1b0e0b",
            Secondary = "#93b4ea",
            Info = "#93b4ea",
            InfoContrastText = "#101a2b",
            Success = "#62c99a",
            SuccessContrastText = "#0b1e14",
            Warning = "#f0b34c",
            WarningContrastText = "#241700",
            Error = "#ff8a80",
            ErrorContrastText = "#2a0805",
            ActionDefault = "#b9b5c0",
            LinesDefault = "#30333f",
            LinesInputs = "#5b5f6e",
            Divider = "#30333f",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Letters, FontSize = ".875rem" },
            Button = new ButtonTypography { FontFamily = Letters, TextTransform = "none", FontWeight = "600" },
        },
    };
}
